"""What opinions have in common: which are about the same matter, and which topic words tell."""
