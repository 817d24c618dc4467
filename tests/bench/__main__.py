"""`make bench`: how near the site is to what its server can do at all, measured side by side in one run."""
