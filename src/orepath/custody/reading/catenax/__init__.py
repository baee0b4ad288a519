"""Aspect models of Catena-X: parts and batches, what they were put together from, their footprints and passports."""
