"""The shelf: records to rows and back. No row leaves this room."""
