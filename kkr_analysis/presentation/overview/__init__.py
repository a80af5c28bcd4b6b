"""The overview of the whole country (landsoverblik): its text, tables and pictures, from one value."""
