"""What lots, places and events are called, whatever they were written in."""
