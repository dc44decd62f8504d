"""The replicas of the sites: which page answers which address."""
