#include "tests/unit/preview/documents.h"

#include <zlib.h>

#include <array>
#include <cstdio>

namespace tanba::test {

namespace {

void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = bytes; i-- > 0;)
        out.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
}

void putLittle(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i)
        out.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
}

std::string chunk(std::string_view name, std::string_view content) {
    std::string body(name);
    body += content;
    std::string out;
    put(out, static_cast<std::uint32_t>(content.size()), 4);
    out += body;
    const auto sum = ::crc32(0, viewOf(body).data(), static_cast<uInt>(body.size()));
    put(out, static_cast<std::uint32_t>(sum), 4);
    return out;
}

} // namespace

Bytes pdfOf(const std::vector<std::string>& objects, std::string_view trailer) {
    std::string out = "%PDF-1.7\n";
    std::string table = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        std::array<char, 32> row{};
        std::snprintf(row.data(), row.size(), "%010zu 00000 n \n", out.size());
        table += row.data();
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::string start = std::to_string(out.size());
    const std::string count = std::to_string(objects.size() + 1);
    out += "xref\n0 " + count + "\n" + table + "trailer\n<< /Size " + count + " /Root 1 0 R " +
           std::string(trailer) + " >>\nstartxref\n";
    return toBytes(out + start + "\n%%EOF\n");
}

std::string pdfStream(std::string_view dictionary, std::string_view content) {
    return "<< " + std::string(dictionary) + " /Length " + std::to_string(content.size()) + " >>\nstream\n" +
           std::string(content) + "\nendstream";
}

Bytes simplePdf(int pages, std::string_view catalogue) {
    std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R " + std::string(catalogue) + " >>",
                                        ""};
    std::string kids;
    for (int page = 1; page <= pages; ++page) {
        const std::string number = std::to_string(objects.size() + 1);
        const std::string side = std::to_string(10 * page);
        kids += number + " 0 R ";
        objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents " +
                          std::to_string(objects.size() + 2) + " 0 R >>");
        objects.push_back(pdfStream("", "0 0 " + side + " " + side + " re f"));
    }
    objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) + " >>";
    return pdfOf(objects);
}

std::string deflated(std::string_view content) {
    uLongf size = ::compressBound(content.size());
    std::string out(size, '\0');
    ::compress2(reinterpret_cast<Bytef*>(out.data()), &size, viewOf(content).data(), content.size(), 9);
    out.resize(size);
    return out;
}

Bytes pngOf(std::uint32_t width, std::uint32_t height, std::string_view content) {
    std::string header;
    put(header, width, 4);
    put(header, height, 4);
    header += std::string("\x08\x02\0\0\0", 5);
    return toBytes("\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", deflated(content)) +
                   chunk("IEND", ""));
}

Bytes pngOf(std::uint32_t width, std::uint32_t height) {
    std::string row(1, '\0');
    for (std::uint32_t x = 0; x < width; ++x)
        row += "\x10\x20\x30";
    std::string content;
    for (std::uint32_t y = 0; y < height; ++y)
        content += row;
    return pngOf(width, height, content);
}

Bytes movingGif() {
    using namespace std::string_view_literals;
    constexpr auto kFrame = "\x21\xf9\x04\0\x0a\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"sv;
    std::string out("GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"sv);
    out += kFrame;
    out += kFrame;
    return toBytes(out + ";");
}

Bytes zipOf(std::initializer_list<std::string_view> names) {
    std::string out;
    std::string directory;
    for (const std::string_view name : names) {
        directory += "PK\x01\x02";
        directory += std::string(24, '\0');
        putLittle(directory, static_cast<std::uint32_t>(name.size()), 2);
        directory += std::string(12, '\0');
        putLittle(directory, static_cast<std::uint32_t>(out.size()), 4);
        directory += name;
        out += "PK\x03\x04" + std::string(22, '\0');
        putLittle(out, static_cast<std::uint32_t>(name.size()), 2);
        out += std::string(2, '\0') + std::string(name);
    }
    const auto start = static_cast<std::uint32_t>(out.size());
    out += directory + "PK\x05\x06" + std::string(4, '\0');
    putLittle(out, static_cast<std::uint32_t>(names.size()), 2);
    putLittle(out, static_cast<std::uint32_t>(names.size()), 2);
    putLittle(out, static_cast<std::uint32_t>(directory.size()), 4);
    putLittle(out, start, 4);
    return toBytes(out + std::string(2, '\0'));
}

} // namespace tanba::test
