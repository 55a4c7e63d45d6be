"""Findings become answers: claims, robustness, validation."""
