"""Measuring Em nói beside a bare Flask application: ``python -m benchmarks``."""
