"""From a workbook to a form: read, checked, compiled; ``converting`` is the door."""
