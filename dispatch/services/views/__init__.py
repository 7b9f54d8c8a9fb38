"""Read-side views: pure functions from domain objects to frozen data for CLI, API and pages."""
