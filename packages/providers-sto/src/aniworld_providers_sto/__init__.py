"""The catalogue of serienstream.to."""
