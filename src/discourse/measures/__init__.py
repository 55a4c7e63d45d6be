"""Counts become findings: numpy kernels below, labelled tables above."""
