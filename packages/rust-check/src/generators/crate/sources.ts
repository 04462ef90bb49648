/** The source of a new crate by its path in the crate; in rustfmt's default style, and without findings of clippy. */
export const SOURCES: Readonly<Record<'lib' | 'bin', { file: string; render: (name: string) => string }>> = {
  lib: {
    file: 'src/lib.rs',
    render: (name) => `//! The crate \`${name}\`.

/// Adds two numbers; \`None\` when the sum is too large.
#[must_use]
pub fn add(left: u64, right: u64) -> Option<u64> {
    left.checked_add(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds() {
        assert_eq!(add(2, 2), Some(4));
        assert_eq!(add(u64::MAX, 1), None);
    }
}
`,
  },
  bin: {
    file: 'src/main.rs',
    render: (name) => `//! The program \`${name}\`.

fn main() {
    println!("{}", greet("world"));
}

fn greet(name: &str) -> String {
    format!("Hello, {name}!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greets() {
        assert_eq!(greet("Ada"), "Hello, Ada!");
    }
}
`,
  },
};
