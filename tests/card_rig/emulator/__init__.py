"""A smart card made of Python: what stands in the reader of the rig."""
