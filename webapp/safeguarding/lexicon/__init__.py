"""The word list of danger: its language, its versions, and how it is changed."""
