"""The books of a chain of custody: what every lot held, what was claimed of it, and what cannot be true."""
