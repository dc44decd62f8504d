"""The pages of one series: what it has and misses, what is wanted of it, its folder and its history."""
