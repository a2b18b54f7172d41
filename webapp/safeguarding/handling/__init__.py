"""What an officer does about a concern, and who may not learn of it."""
