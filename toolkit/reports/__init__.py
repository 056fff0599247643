"""What a reader sees: tables and figures in notebooks, articles with their quotations marked, the report."""
