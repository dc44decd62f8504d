"""The pages in the layout of aniworld.to, which serienstream.to had until 2026."""
