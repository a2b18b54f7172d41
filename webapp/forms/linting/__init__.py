"""What makes a form hard for children; ``webapp.forms.lints`` is its door."""
