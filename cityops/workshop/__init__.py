"""The room: forty phones vote blind on where the city stands, talk, agree, and the wave knows it at once."""
