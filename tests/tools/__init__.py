"""What several tests share: checkers of built documents, small elections, deliveries made to measure."""
