"""The replicas' pages, in the structure of the sites' two layouts."""
