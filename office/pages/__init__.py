"""The office's pages, a module each: every one names its routes in `ROUTES`."""
