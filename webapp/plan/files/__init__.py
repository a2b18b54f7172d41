"""From the files of a plan to its rows in the database: checked whole, taken whole."""
