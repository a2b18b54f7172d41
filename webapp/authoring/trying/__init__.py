"""A draft as children will see it: looked at page by page, or filled in and nothing stored."""
