package diagnose

import (
	"fmt"
	"strings"

	"github.com/sessctl/sessctl/internal/origin"
	"github.com/sessctl/sessctl/internal/resolve"
)

// sealedEntries are about files that hold their text in another form than SDKs read.
var sealedEntries = []*Entry{
	{Code: "utf-16-file", Severity: resolve.SevError, Title: "A file in UTF-16", Find: sealedAs("utf-16-file"),
		Page: Page{
			What: "A shared file is UTF-16, two bytes a letter, as > of Windows PowerShell and Notepad's Unicode write it.",
			Why:  "It looks right in an editor, and no SDK finds a section in it. boto3 and AWS CLI refuse it.",
			Cure: "Save the file as UTF-8, without a byte order mark.",
			Who:  "All SDKs.",
		}},
	{Code: "sealed-file", Severity: resolve.SevError, Title: "A file that is still encrypted or packed, or stands for another", Find: sealedAs("sealed-file"),
		Page: Page{
			What: "A shared file is as git-crypt, transcrypt, Ansible Vault, SOPS, PGP or age leave it before it is unlocked; or a pointer of Git LFS, an archive, or a page of HTML that was downloaded in its place.",
			Why:  "No SDK decrypts or unpacks anything: none finds a profile in the file, and the strict ones refuse to start.",
			Cure: "Unlock the file with the program that locked it, in the repository that it is linked from, or fetch it again.",
			Who:  "All SDKs.",
		}},
}

// seal is a form in which no SDK reads a file.
type seal struct {
	code  string
	begin string
	what  string // said of the file
	cure  string
}

const asUTF8 = "save it as UTF-8"

var seals = [...]seal{
	{"utf-16-file", "\xff\xfe", "is UTF-16, as > of Windows PowerShell and Notepad's Unicode write it", asUTF8},
	{"utf-16-file", "\xfe\xff", "is UTF-16, as > of Windows PowerShell and Notepad's Unicode write it", asUTF8},
	{"sealed-file", "\x00GITCRYPT\x00", "is encrypted by git-crypt", "run git-crypt unlock in the repository that it is in"},
	{"sealed-file", "U2FsdGVkX1", "is encrypted by openssl, as transcrypt has it", "decrypt it, with transcrypt in the repository that it is in"},
	{"sealed-file", "Salted__", "is encrypted by openssl", "decrypt it: openssl enc -d"},
	{"sealed-file", "$ANSIBLE_VAULT;", "is encrypted by Ansible Vault", "decrypt it: ansible-vault decrypt"},
	{"sealed-file", "-----BEGIN PGP MESSAGE-----", "is encrypted by PGP", "decrypt it: gpg --decrypt"},
	{"sealed-file", "-----BEGIN AGE ENCRYPTED FILE-----", "is encrypted by age", "decrypt it: age --decrypt"},
	{"sealed-file", "age-encryption.org/", "is encrypted by age", "decrypt it: age --decrypt"},
	{"sealed-file", "version https://git-lfs.github.com/spec/", "is a pointer of Git LFS, and not the file itself", "run git lfs pull in the repository that it is in"},
	{"sealed-file", "\x1f\x8b", "is packed by gzip", "unpack it: gunzip"},
	{"sealed-file", "PK\x03\x04", "is a ZIP archive", "unpack it: unzip"},
	{"sealed-file", "<!DOCTYPE html", "is a page of HTML", "fetch the file itself; curl needs -f to fail at an error page"},
	{"sealed-file", "<html", "is a page of HTML", "fetch the file itself; curl needs -f to fail at an error page"},
}

// sops is how each value begins that SOPS has encrypted.
const sops = "ENC[AES256_GCM,"

// seal gives the form that a shared file has, ok where it is no plain text.
func (f *Facts) seal(path string) (s seal, ok bool) {
	d := f.Workspace.Document(path)
	if d == nil {
		return seal{}, false
	}
	for _, s := range seals {
		if len(d.Text) >= len(s.begin) && strings.EqualFold(d.Text[:len(s.begin)], s.begin) {
			return s, true
		}
	}
	if strings.Contains(d.Text[:min(len(d.Text), 4096)], sops) {
		return seal{"sealed-file", sops, "is encrypted by SOPS", "decrypt it: sops decrypt"}, true
	}
	return seal{}, false
}

// sealedAs looks for files of one code, where the parser does not stop at them.
func sealedAs(code string) func(f *Facts) []Finding {
	return func(f *Facts) (list []Finding) {
		for _, file := range f.Resolution.Shared.Files {
			if file.Parsed == nil || file.Parsed.Err != nil {
				continue
			}
			s, sealed := f.seal(file.Path)
			if !sealed || s.code != code {
				continue
			}
			at := origin.Origin{Kind: origin.InFile, File: file.Path, Line: 1, Column: 1}
			list = append(list, found(at, string(file.Kind), fmt.Sprintf("%s %s: %s finds nothing in it", file.Path, s.what, f.as()), s.cure))
		}
		return list
	}
}
