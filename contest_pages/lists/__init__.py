"""Reading of lists that people fill in: workbooks, CSV and pasted tables, with every cell that is not understood named."""
