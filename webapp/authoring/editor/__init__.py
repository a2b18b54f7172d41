"""The editor in the browser: its pages, what they show and what they read of a posted one.

What a change does to the workbook stands in ``editing``, which knows no page.
"""
