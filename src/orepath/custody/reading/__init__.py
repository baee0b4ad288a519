"""Files about lots, each as its standard or its people write it."""
