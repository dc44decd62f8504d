"""What runs beside the requests: the downloads, scans and other jobs."""
