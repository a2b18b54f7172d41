"""What children chose in a survey: counted over rounds and versions, small groups hidden."""
