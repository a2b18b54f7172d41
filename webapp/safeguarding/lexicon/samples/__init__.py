"""Sample sentences, shipped so that a change of the word list can be tried on them."""
