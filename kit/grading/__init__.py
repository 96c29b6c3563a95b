"""For instructors: release packages, run hand-ins in isolation, mark, give feedback, export.  Nobody imports this room."""
