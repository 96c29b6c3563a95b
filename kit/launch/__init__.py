"""Starting the course: environment, JupyterLab, learners' copies, locks, bundle, doctor.  Standard library only."""
