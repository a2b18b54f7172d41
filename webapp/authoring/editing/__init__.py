"""Changes of a workbook as pure functions: what the editor in the browser does.

Each takes a ``Workbook`` and returns another in which only the touched cells differ;
sheets and columns that are not ours stay as they are.  A form with faults can be
changed like any other, since nothing here compiles it.  The pages stand in ``editor``.
"""
