use std::io::{self, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// Version of the format that is needed to read an entry: 2.0, for deflate.
const VERSION: u16 = 20;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATE: u16 = 8;
/// 1 January 1980, the first day of the format: entries tell no time.
const DAY: u16 = 0b0000_0000_0010_0001;

/// A zip file in memory, after PKWARE's APPNOTE 6.3.10, sections 4.3.7 to 4.3.16. Only what a bundle needs: texts,
/// deflated, less than 4 GiB in all.
#[derive(Default)]
pub struct Zip {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    entries: u16,
}

impl Zip {
    /// # Errors
    /// `InvalidInput` when the format has no room for it.
    pub fn add(&mut self, name: &str, text: &str) -> io::Result<()> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes())?;
        let deflated = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        let start = fits(self.bytes.len())?;
        let mut about = Vec::new();
        for field in [VERSION, FLAGS, DEFLATE, 0, DAY] {
            about.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), fits(deflated.len())?, fits(text.len())?] {
            about.extend(field.to_le_bytes());
        }
        let length = u16::try_from(name.len()).map_err(|_| no_room())?;
        about.extend(length.to_le_bytes());
        about.extend(0_u16.to_le_bytes());

        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&about);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(&deflated);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(VERSION.to_le_bytes());
        self.directory.extend(&about);
        // No comment, the first disk, no attributes.
        self.directory.extend([0; 10]);
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.entries = self.entries.checked_add(1).ok_or_else(no_room)?;
        Ok(())
    }

    /// # Errors
    /// As [`Zip::add`].
    pub fn finish(self) -> io::Result<Vec<u8>> {
        let Zip { mut bytes, directory, entries } = self;
        let (start, length) = (fits(bytes.len())?, fits(directory.len())?);
        bytes.extend(directory);
        bytes.extend(b"PK\x05\x06");
        for field in [0, 0, entries, entries] {
            bytes.extend(field.to_le_bytes());
        }
        bytes.extend(length.to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend(0_u16.to_le_bytes());
        Ok(bytes)
    }
}

fn fits(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| no_room())
}

fn no_room() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is larger than a zip file can be")
}
