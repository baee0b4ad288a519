"""orepath: a critical-minerals agreement as something one can run."""
