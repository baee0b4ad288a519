"""Aspect models: small JSON documents with fixed keys that carry no name of their model, read as TOML maps say."""
