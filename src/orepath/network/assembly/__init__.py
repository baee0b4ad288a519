"""Assembly: the network of a mineral and year from statements that contradict each other."""
