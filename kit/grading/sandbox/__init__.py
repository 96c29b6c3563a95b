"""Where a learner's code runs: a warm process, namespaces, Landlock, seccomp, limits.  Linux; ctypes and stdlib only."""
