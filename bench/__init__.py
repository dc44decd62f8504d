"""Benchmarks of the library manager: every figure is a ratio to a reference measured beside it."""
