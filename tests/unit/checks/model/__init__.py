"""The reference model, on stories made by hand."""
