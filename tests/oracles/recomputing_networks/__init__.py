"""Networks reckoned again with pandas and numpy alone: from the release's Parquet to the shares of a trace."""
