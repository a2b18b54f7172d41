"""How far we agree with pyxform on the forms of its own test-suite."""
