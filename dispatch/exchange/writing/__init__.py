"""Tables become files: CSV, XLSX or JSON, in English or Chinese."""
