"""The papers of a constituent meeting as files: pages, PDF, Word, JSON and a calendar."""
