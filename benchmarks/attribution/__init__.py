"""The attribution engine beside its peers and beside the memory it runs on."""
