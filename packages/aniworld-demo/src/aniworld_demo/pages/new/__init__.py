"""The pages in the layout that serienstream.to has since 2026."""
