"""What ``aniw plugins check`` looks at, one file each; every check yields (all is well, text, fix)."""
