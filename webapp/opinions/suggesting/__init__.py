"""What a moderator should look at in a text; pure, and never applied alone."""
