"""An invented commune with two months of work, made through the services alone.

Nothing is written into tables from here: what the demonstration shows is what
the rules of the house allow.  The same seed gives the same commune.
"""
