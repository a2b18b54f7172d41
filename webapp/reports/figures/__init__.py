"""The figures of a month: counted, and held back where groups are small.  No format."""
