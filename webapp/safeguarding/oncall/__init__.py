"""Who is told of a concern, when, and the hours in which somebody watches."""
